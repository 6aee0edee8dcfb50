package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.transform.Profile;
import java.io.Serializable;

/** A pre-staged delivery: all that is known about it, its rows being elsewhere. */
record StagedFile(LoadManifest.Entry entry, PreStage preStage, Profile profile)
    implements Serializable {

  String object() {
    return entry.delivery().object().uri();
  }

  LocalFile on(Site site) {
    return new LocalFile(entry, profile, site.file(preStage.data()));
  }
}
