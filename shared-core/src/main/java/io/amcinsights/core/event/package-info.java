/**
 * S3's own notifications, as EventBridge delivers them. Start at {@link
 * io.amcinsights.core.event.S3ObjectEvent}.
 */
@NullMarked
package io.amcinsights.core.event;

import org.jspecify.annotations.NullMarked;
