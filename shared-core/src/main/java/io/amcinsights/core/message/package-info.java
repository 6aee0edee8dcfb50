/** What travels between functions; golden samples lie in {@code docs/messages}. */
@NullMarked
package io.amcinsights.core.message;

import org.jspecify.annotations.NullMarked;
