/**
 * The version of an installation's metadata in DynamoDB. Start at {@link
 * io.amcinsights.core.lifecycle.dynamodb.DynamoDbOctagon}.
 */
@NullMarked
package io.amcinsights.core.lifecycle.dynamodb;

import org.jspecify.annotations.NullMarked;
