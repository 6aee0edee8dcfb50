/** Workflows in DynamoDB. */
@NullMarked
package io.amcinsights.core.workflow.dynamodb;

import org.jspecify.annotations.NullMarked;
