/** The reporting API of Amazon Marketing Cloud, as a server of one's own. */
@NullMarked
package io.amcinsights.simulator;

import org.jspecify.annotations.NullMarked;
