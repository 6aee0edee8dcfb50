package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.transform.Profile;
import java.nio.file.Path;

/** A pre-staged delivery on local disk. */
record StagedFile(LoadManifest.Entry entry, Profile profile, Path data) {

  String object() {
    return entry.delivery().object().uri();
  }
}
