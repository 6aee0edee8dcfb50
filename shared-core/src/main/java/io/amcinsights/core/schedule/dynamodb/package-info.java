/** Schedules in DynamoDB. */
@NullMarked
package io.amcinsights.core.schedule.dynamodb;

import org.jspecify.annotations.NullMarked;
