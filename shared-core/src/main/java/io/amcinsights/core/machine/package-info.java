/** Starting and looking up executions. Start at {@link io.amcinsights.core.machine.Machines}. */
@NullMarked
package io.amcinsights.core.machine;

import org.jspecify.annotations.NullMarked;
