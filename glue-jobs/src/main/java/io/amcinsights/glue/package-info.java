/** Loads in Spark on Glue. Start at {@link io.amcinsights.glue.LoadJob}. */
@NullMarked
package io.amcinsights.glue;

import org.jspecify.annotations.NullMarked;
