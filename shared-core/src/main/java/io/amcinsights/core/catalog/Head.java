package io.amcinsights.core.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The current delivery of an object, and the delivery whose rows its table holds.
 *
 * @param current the delivery with the highest sequencer
 * @param committed the delivery last committed; null while none was
 * @param committedHash content hash of {@code committed}
 */
public record Head(
    DeliveryRef current,
    Sequencer sequencer,
    @Nullable String committed,
    @Nullable String committedHash) {}
