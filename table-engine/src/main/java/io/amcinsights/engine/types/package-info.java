/**
 * Which types values fit, and which type a column gets. Start at {@link
 * io.amcinsights.engine.types.TypeRules}.
 */
@NullMarked
package io.amcinsights.engine.types;

import org.jspecify.annotations.NullMarked;
