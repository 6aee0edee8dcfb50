/**
 * The intent log of tables: generation, doorbell and open intent. Start at {@link
 * io.amcinsights.core.table.TableRegistry}.
 */
@NullMarked
package io.amcinsights.core.table;

import org.jspecify.annotations.NullMarked;
