/**
 * Connections to the one in-memory DuckDB of this process. Start at {@link
 * io.amcinsights.engine.duck.Duck}.
 */
@NullMarked
package io.amcinsights.engine.duck;

import org.jspecify.annotations.NullMarked;
