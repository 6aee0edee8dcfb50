package io.amcinsights.core.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.table.Governed;
import io.amcinsights.core.table.Governed.Grant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link TableGovernance} does; each implementation extends this and adds nothing. */
public abstract class TableGovernanceContract {

  protected static final String TABLE = "demoteam_amcdataset.acme_wf_adhoc";
  protected static final String ANALYST = "arn:aws:iam::111122223333:role/Analyst";
  protected static final String AUDITOR = "arn:aws:iam::111122223333:role/Auditor";

  protected abstract TableGovernance governance();

  /** The tenant the table bears. */
  protected abstract String tenant(String table);

  /** What may be read of it. */
  protected abstract Set<Grant> grants(String table);

  @Test
  void aTableBearsItsTenant() {
    governance().govern(TABLE, new Governed("acme", List.of()));

    assertThat(tenant(TABLE)).isEqualTo("acme");
    assertThat(grants(TABLE)).isEmpty();
  }

  @Test
  void aTableMayComeToBeShared() {
    governance().govern(TABLE, new Governed("acme", List.of()));

    governance().govern(TABLE, new Governed("shared", List.of()));

    assertThat(tenant(TABLE)).isEqualTo("shared");
  }

  @Test
  void everyReaderIsGrantedTheRowsOfItsTenants() {
    var acme = new Grant(ANALYST, "acme");
    var globex = new Grant(ANALYST, "globex");
    var other = new Grant(AUDITOR, "acme");

    governance().govern(TABLE, new Governed("shared", List.of(acme, globex, other)));

    assertThat(grants(TABLE)).containsExactlyInAnyOrder(acme, globex, other);
  }

  @Test
  void repeatingChangesNothing() {
    var governed = new Governed("acme", List.of(new Grant(ANALYST, "acme")));

    governance().govern(TABLE, governed);
    governance().govern(TABLE, governed);

    assertThat(tenant(TABLE)).isEqualTo("acme");
    assertThat(grants(TABLE)).containsExactly(new Grant(ANALYST, "acme"));
  }

  @Test
  void aReaderThatComesLaterIsAdded() {
    governance().govern(TABLE, new Governed("acme", List.of(new Grant(ANALYST, "acme"))));

    governance().govern(TABLE, new Governed("acme", List.of(new Grant(AUDITOR, "acme"))));

    assertThat(grants(TABLE)).extracting(Grant::principal).contains(AUDITOR);
  }
}
