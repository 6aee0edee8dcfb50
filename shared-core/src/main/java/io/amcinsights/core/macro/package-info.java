/**
 * Dates that are written as macros and become dates when a request fires. Start at {@link
 * io.amcinsights.core.macro.RequestMacros}; {@code docs/macros.md} is for people who write them.
 */
@NullMarked
package io.amcinsights.core.macro;

import org.jspecify.annotations.NullMarked;
