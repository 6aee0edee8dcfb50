/**
 * Folders that earlier versions left become folders of this one. Start at {@link
 * io.amcinsights.local.upgrade.Upgrade}.
 */
@NullMarked
package io.amcinsights.local.upgrade;

import org.jspecify.annotations.NullMarked;
