/** Runs in DynamoDB. */
@NullMarked
package io.amcinsights.core.run.dynamodb;

import org.jspecify.annotations.NullMarked;
