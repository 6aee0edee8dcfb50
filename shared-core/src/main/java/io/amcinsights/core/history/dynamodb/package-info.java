/**
 * The history of executions in DynamoDB. Start at {@link
 * io.amcinsights.core.history.dynamodb.DynamoDbExecutionHistory}.
 */
@NullMarked
package io.amcinsights.core.history.dynamodb;

import org.jspecify.annotations.NullMarked;
