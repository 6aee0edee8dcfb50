/**
 * The tenant records in DynamoDB. Start at {@link
 * io.amcinsights.core.tenant.dynamodb.DynamoDbTenants}.
 */
@NullMarked
package io.amcinsights.core.tenant.dynamodb;

import org.jspecify.annotations.NullMarked;
