/**
 * The life of an installation beyond one release. Start at {@link
 * io.amcinsights.core.lifecycle.Migrations}.
 */
@NullMarked
package io.amcinsights.core.lifecycle;

import org.jspecify.annotations.NullMarked;
