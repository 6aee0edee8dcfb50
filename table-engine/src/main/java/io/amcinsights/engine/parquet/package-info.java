/**
 * Parquet files taken apart and put together without a look at their values.
 *
 * <p>Format: <a href="https://parquet.apache.org/docs/file-format/">parquet.apache.org</a>.
 */
@NullMarked
package io.amcinsights.engine.parquet;

import org.jspecify.annotations.NullMarked;
