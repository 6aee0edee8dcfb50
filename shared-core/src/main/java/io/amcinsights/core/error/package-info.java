/**
 * Everything the lake throws on purpose; the subtype says who has to act. Start at {@link
 * io.amcinsights.core.error.LakeException}.
 */
@NullMarked
package io.amcinsights.core.error;

import org.jspecify.annotations.NullMarked;
