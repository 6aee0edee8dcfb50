package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.naming.DeliveredKey;
import io.amcinsights.core.naming.KeyGrammar;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.table.Intent;
import io.amcinsights.core.table.TableSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes down what a load consists of. */
final class Manifests {

  private final String stageBucket;
  private final Declarations declarations;

  Manifests(String stageBucket, Declarations declarations) {
    this.stageBucket = stageBucket;
    this.declarations = declarations;
  }

  /**
   * The manifest of a load.
   *
   * @param source what fills the table
   * @param heads of what nobody read yet
   */
  LoadManifest of(
      LoadId load,
      Dataset dataset,
      TableSource source,
      Intent intent,
      List<Delivery> claimed,
      Map<ObjectId, Head> heads) {
    return new LoadManifest(
        load.toString(),
        dataset.name(),
        load.table(),
        load.generation(),
        intent.baseSnapshot(),
        intent.schemaId(),
        claimed.stream().map(it -> entry(load, dataset, it, heads)).toList(),
        declarations.of(source.workflow(), tenants(claimed)));
  }

  private static List<String> tenants(List<Delivery> claimed) {
    return claimed.stream()
        .map(Delivery::tenant)
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .distinct()
        .sorted()
        .toList();
  }

  private LoadManifest.Entry entry(
      LoadId load, Dataset dataset, Delivery delivery, Map<ObjectId, Head> heads) {
    YearMonth exported = exported(delivery);
    String tenant = delivery.tenant();
    return new LoadManifest.Entry(
        delivery.ref(),
        delivery.attempt(),
        delivery.deletion(),
        delivery.deletion() || EngineChoice.Size.isUnstaged(delivery)
            ? null
            : PreStage.of(stageBucket, dataset, load.table(), delivery.ref()).folder(),
        delivery.contentHash(),
        delivery.bytes(),
        tenant == null ? dataset.name() : tenant,
        String.format(Locale.ROOT, "%04d", exported.getYear()),
        String.format(Locale.ROOT, "%02d", exported.getMonthValue()),
        delivery.modifiedAt(),
        held(heads.get(delivery.ref().object())));
  }

  private static LoadManifest.@Nullable Held held(@Nullable Head head) {
    String committed = head == null ? null : head.committed();
    String hash = head == null ? null : head.committedHash();
    // Empty where it was never found out.
    return committed == null || hash == null || hash.isEmpty()
        ? null
        : new LoadManifest.Held(committed, hash);
  }

  /** What a key says, or that of the file when it is one of a part: {@code file#part}. */
  private static DeliveredKey file(String key) {
    DeliveredKey whole = KeyGrammar.tenantKey(key);
    int part = key.lastIndexOf('#');
    return whole instanceof DeliveredKey.Unknown && part > 0
        ? KeyGrammar.tenantKey(key.substring(0, part))
        : whole;
  }

  /** From the date AMC put into the file's name, else from when the object was written. */
  private static YearMonth exported(Delivery delivery) {
    if (delivery.tenant() != null
        && file(delivery.ref().object().key()) instanceof DeliveredKey.AmcResult result) {
      return result.exported();
    }
    return YearMonth.from(delivery.modifiedAt().atZone(ZoneOffset.UTC));
  }
}
