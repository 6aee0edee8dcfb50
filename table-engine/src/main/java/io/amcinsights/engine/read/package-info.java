/** Looking at tables and querying them. Start at {@link io.amcinsights.engine.read.LakeReader}. */
@NullMarked
package io.amcinsights.engine.read;

import org.jspecify.annotations.NullMarked;
