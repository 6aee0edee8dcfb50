/** Glue's jobs as processes of their own: runs, their states, limits and logs. */
@NullMarked
package io.amcinsights.local.glue;

import org.jspecify.annotations.NullMarked;
