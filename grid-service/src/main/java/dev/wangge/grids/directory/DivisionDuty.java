package dev.wangge.grids.directory;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.Recipient;
import dev.wangge.grids.directory.Rosters.Read;
import dev.wangge.grids.duty.Duty;
import dev.wangge.grids.duty.OnDuty;
import dev.wangge.grids.duty.Who;
import dev.wangge.platform.web.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.bson.Document;

/** Who is on duty in divisions: an entry for each, which changes when that does. */
final class DivisionDuty implements DutyList.Look {
    private final Directory directory;
    private final DutyNotes notes;
    private final Rosters rosters;
    private final Clock clock;

    DivisionDuty(Directory directory, DutyNotes notes, Rosters rosters, Clock clock) {
        this.directory = directory;
        this.notes = notes;
        this.rosters = rosters;
        this.clock = clock;
    }

    @Override
    public List<String> at(List<String> divisions) {
        var known = directory.find(Kind.DUTY, divisions);
        var stored = new HashMap<String, Document>();
        notes.stored(Kind.DUTY, divisions).forEach(it -> stored.put(it.getString("code"), it));
        var now = clock.instant();
        var read = rosters.ofDivisions(divisions, now);
        var wanted = new ArrayList<Entry>();
        var next = new HashMap<String, Optional<Instant>>();
        for (var code : divisions) {
            if (!read.rosters().containsKey(code) && !known.containsKey(code)) {
                continue; // Nobody ever served there.
            }
            var duty = read.roster(code).at(now);
            wanted.add(Entry.of(Kind.DUTY, code, code, state(duty, read), null));
            next.put(code, Optional.ofNullable(duty.changesAt()));
        }
        var differing = new TreeSet<String>();
        for (var duty : Directory.differing(wanted, known)) {
            differing.add(duty.code());
            // One that another wrote meanwhile is looked at once more, as all that differed are.
            var present = known.get(duty.code());
            var system = Actor.SYSTEM.toString();
            var _ =
                    present == null
                            ? directory.create(duty, system)
                            : directory.replace(duty, present, system);
        }
        next.forEach((code, at) -> {
            var millis = DutyNote.millis(at.orElse(null));
            if (!Objects.equals(millis, DutyNote.next(stored.get(code)))) {
                notes.lookAgain(code, at.orElse(null));
                differing.add(code);
            }
        });
        return List.copyOf(differing);
    }

    private static Document state(Duty duty, Read read) {
        return new Document(
                "onDuty", duty.onDuty().stream().map(it -> document(it, read)).toList());
    }

    private static Document document(OnDuty it, Read read) {
        var stored =
                new Document("type", it.who().name())
                        .append("code", recipient(it))
                        .append("role", it.role())
                        .append("language", read.language(it));
        if (it.until() != null) {
            stored.append("until", Times.utc(it.until()));
        }
        if (it.standingInFor() != null) {
            stored.append("standingInFor", it.standingInFor());
        }
        if (it.who() == Who.PERSON) {
            var person = read.persons().get(it.code());
            stored.append("sealedContact", person == null ? "" : person.sealedContact());
        }
        return stored;
    }

    /** As alerts name them. */
    private static String recipient(OnDuty it) {
        return it.who() == Who.UNIT ? Recipient.unit(it.code()).toString() : it.code();
    }
}
