package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.transform.Profile;
import java.nio.file.Path;

/** A pre-staged delivery with its rows on local disk. */
record LocalFile(LoadManifest.Entry entry, Profile profile, Path data) {

  String object() {
    return entry.delivery().object().uri();
  }
}
