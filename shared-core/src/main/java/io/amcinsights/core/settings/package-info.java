/**
 * Configuration of one deployable, all missing names reported at once. Start at {@link
 * io.amcinsights.core.settings.Settings}.
 */
@NullMarked
package io.amcinsights.core.settings;

import org.jspecify.annotations.NullMarked;
