/**
 * Stage B: plans the load of a table, does it, finishes it and resolves what went wrong. Start at
 * {@link io.amcinsights.stageb.PlanLoadHandler}; {@link io.amcinsights.stageb.StageBWiring} shows
 * all parts.
 *
 * <p>What a load consists of stands in its manifest, what became of it in the table's history.
 * Everything else (states in the catalog, the intent on the table's record) follows from those two
 * and can be brought up to date again by whoever comes next.
 */
@NullMarked
package io.amcinsights.stageb;

import org.jspecify.annotations.NullMarked;
