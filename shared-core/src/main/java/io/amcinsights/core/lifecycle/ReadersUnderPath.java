package io.amcinsights.core.lifecycle;

import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.Tenants;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reader roles of tenants had names of their own and lie under a path now, which is what functions
 * may assume. A tenant with an old one is asked for once more, and provisioning takes it up; its
 * files go through meanwhile.
 */
final class ReadersUnderPath implements Migration {

  private static final Pattern WITHOUT_PATH = Pattern.compile(".*:role/[^/]+");

  private final Tenants tenants;

  ReadersUnderPath(Tenants tenants) {
    this.tenants = tenants;
  }

  @Override
  public int from() {
    return 1;
  }

  @Override
  public String what() {
    return "tenants get their reader roles anew, under a path";
  }

  @Override
  public void apply() {
    for (Tenant tenant : tenants.all()) {
      Optional<Tenant> old = Optional.of(tenant).filter(ReadersUnderPath::isOld);
      while (old.isPresent() && tenants.put(changing(old.get())).isEmpty()) {
        // Somebody else wrote meanwhile: what they wrote counts.
        old = tenants.find(tenant.customerId()).filter(ReadersUnderPath::isOld);
      }
    }
  }

  private static boolean isOld(Tenant tenant) {
    String role = tenant.readerRole();
    return tenant.status() == Status.ACTIVE && role != null && WITHOUT_PATH.matcher(role).matches();
  }

  private static Tenant changing(Tenant tenant) {
    return tenant.with(Status.REQUESTED, "Its reader role moves with this release");
  }
}
