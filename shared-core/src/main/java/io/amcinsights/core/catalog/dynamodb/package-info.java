/**
 * The object catalog in DynamoDB. Start at {@link
 * io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog}.
 */
@NullMarked
package io.amcinsights.core.catalog.dynamodb;

import org.jspecify.annotations.NullMarked;
