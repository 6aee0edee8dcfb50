/**
 * DynamoDB tables whose rows are JSON documents. Start at {@link
 * io.amcinsights.core.dynamodb.DynamoTable}.
 */
@NullMarked
package io.amcinsights.core.dynamodb;

import org.jspecify.annotations.NullMarked;
