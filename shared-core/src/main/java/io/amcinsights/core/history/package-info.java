/**
 * What every execution of a pipeline did. Start at {@link
 * io.amcinsights.core.history.ExecutionHistory}.
 */
@NullMarked
package io.amcinsights.core.history;

import org.jspecify.annotations.NullMarked;
