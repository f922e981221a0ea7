package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** A village of one story alone: the sample county stays as it is for the others. */
final class OwnVillage {
    private OwnVillage() {}

    /** Brings it in, with a township of its own: for 界线 the village is 界线村, in 界线镇. */
    static void made(Client office, String code, String stem) {
        String township = code.substring(0, 9) + "000";
        Answer imported =
                office.csv(
                        "/api/v1/divisions:import",
                        """
                        code,name,level,parent_code
                        %1$s,%3$s镇,township,540302000000
                        %2$s,%3$s村,village,%1$s
                        """
                                .formatted(township, code, stem));
        assertThat(imported.status()).as(imported.toString()).isEqualTo(200);
    }
}
