/**
 * Reading and writing JSON with messages that name the field. Start at {@link
 * io.amcinsights.core.json.Json}.
 */
@NullMarked
package io.amcinsights.core.json;

import org.jspecify.annotations.NullMarked;
