/**
 * Datasets and pipeline stages in DynamoDB. Start at {@link
 * io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets}.
 */
@NullMarked
package io.amcinsights.core.dataset.dynamodb;

import org.jspecify.annotations.NullMarked;
