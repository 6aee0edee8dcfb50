/** The loopback endpoint the lake command talks to. */
@NullMarked
package io.amcinsights.local.control;

import org.jspecify.annotations.NullMarked;
