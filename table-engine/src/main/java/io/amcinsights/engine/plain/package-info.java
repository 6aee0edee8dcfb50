/**
 * The one dialect in which light transforms hand rows to DuckDB. Start at {@link
 * io.amcinsights.engine.plain.PlainText}.
 */
@NullMarked
package io.amcinsights.engine.plain;

import org.jspecify.annotations.NullMarked;
