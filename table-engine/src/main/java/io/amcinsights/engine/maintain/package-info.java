/**
 * What keeps a table small and quick without changing a row: {@link
 * io.amcinsights.engine.maintain.Expiry} and {@link io.amcinsights.engine.maintain.Orphans}.
 * Compaction writes data files and lives beside their writer; {@link
 * io.amcinsights.engine.TableMaintenance} runs all three.
 */
@NullMarked
package io.amcinsights.engine.maintain;

import org.jspecify.annotations.NullMarked;
