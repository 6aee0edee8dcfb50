package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import java.nio.file.Path;

/** Delivered files as they were delivered. */
@FunctionalInterface
public interface Sources {

  /** Where every delivery was staged before it comes to a load. */
  Sources NONE = (entry, target) -> false;

  /**
   * Downloads exactly that delivery.
   *
   * @return false when it is not there any more
   */
  boolean download(LoadManifest.Entry entry, Path target);
}
