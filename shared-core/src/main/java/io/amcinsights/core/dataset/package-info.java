/**
 * Datasets and pipelines, the configuration of the lake. Start at {@link
 * io.amcinsights.core.dataset.Dataset}.
 */
@NullMarked
package io.amcinsights.core.dataset;

import org.jspecify.annotations.NullMarked;
