/** Records of tenants in DynamoDB. */
@NullMarked
package io.amcinsights.core.record.dynamodb;

import org.jspecify.annotations.NullMarked;
