/** Schedules: when a workflow is executed by itself. */
@NullMarked
package io.amcinsights.core.schedule;

import org.jspecify.annotations.NullMarked;
