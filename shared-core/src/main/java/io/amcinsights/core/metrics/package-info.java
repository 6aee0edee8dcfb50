/** What the lake measures of its own work. Start at {@link io.amcinsights.core.metrics.Metrics}. */
@NullMarked
package io.amcinsights.core.metrics;

import org.jspecify.annotations.NullMarked;
