/** What work costs: counted usage times list prices. Start at {@link Prices}. */
@NullMarked
package io.amcinsights.core.cost;

import org.jspecify.annotations.NullMarked;
