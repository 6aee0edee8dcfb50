/**
 * The registry of tables in DynamoDB. Start at {@link
 * io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry}.
 */
@NullMarked
package io.amcinsights.core.table.dynamodb;

import org.jspecify.annotations.NullMarked;
