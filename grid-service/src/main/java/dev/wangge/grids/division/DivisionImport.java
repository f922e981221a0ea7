package dev.wangge.grids.division;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongIntHashMap;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Import;
import dev.wangge.grids.directory.Import.Wanted;
import dev.wangge.grids.directory.ImportMode;
import dev.wangge.grids.directory.ImportReport;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.platform.csv.CsvFile;
import dev.wangge.platform.csv.CsvFile.Row;
import dev.wangge.platform.csv.Upload;
import dev.wangge.platform.security.Caller;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Imports divisions from CSV; a repeat changes nothing. The file is read twice, for a row may name
 * a superior that comes later: of a whole country's 700,000 rows only the codes are held in memory.
 */
@Component
class DivisionImport {
    private static final int BATCH = 1_000;
    private final Directory directory;

    DivisionImport(Directory directory) {
        this.directory = directory;
    }

    /**
     * Stores what the file says.
     *
     * @throws dev.wangge.platform.problem.Problem invalid-csv with the wrong lines, unless they are
     *     to be left out
     */
    ImportReport run(
            InputStream body, @Nullable String contentType, Caller caller, ImportMode mode) {
        try (var upload = Upload.of(body)) {
            var codes = new Codes();
            file().read(upload.open(), contentType, codes::note);
            codes.findElsewhere(directory);
            var file = file();
            try (var importing = directory.beginImport(caller.by(), mode.dryRun())) {
                var run = new Run(file, codes, importing, caller, mode);
                file.read(upload.open(), contentType, run::take);
                run.flush();
                if (!mode.lineByLine()) {
                    file.refuseIfWrong();
                }
                return ImportReport.of(importing.commit(), file.wrong(), file.errors(), mode);
            }
        }
    }

    private static CsvFile file() {
        return new CsvFile(DivisionRow.REQUIRED, DivisionRow.OPTIONAL);
    }

    /** The codes that a file has lines for, and those it only names. */
    private static final class Codes implements DivisionRow.Known {
        private final LongIntHashMap lines = new LongIntHashMap();
        private final LongHashSet named = new LongHashSet();
        private final LongHashSet elsewhere = new LongHashSet();
        private final LongHashSet ended = new LongHashSet();

        void note(Row row) {
            DivisionCode.parse(row.get("code"))
                    .ifPresent(code -> {
                        lines.putIfAbsent(Long.parseLong(code.value()), (int) row.line());
                        if (!row.get("valid_to").isEmpty()) {
                            ended.add(Long.parseLong(code.value()));
                        }
                        code.above().forEach(above -> named.add(Long.parseLong(above)));
                    });
            DivisionRow.number(row.get("parent_code")).ifPresent(named::add);
            DivisionRow.number(row.get("superseded_by")).ifPresent(named::add);
        }

        void findElsewhere(Directory directory) {
            var asked = new ArrayList<String>();
            for (var code : named) {
                if (!lines.containsKey(code.value)) {
                    asked.add(Long.toString(code.value));
                }
            }
            directory
                    .find(Kind.DIVISION, asked)
                    .forEach((code, there) -> {
                        elsewhere.add(Long.parseLong(code));
                        if (there.state().containsKey("validTo")) {
                            ended.add(Long.parseLong(code));
                        }
                    });
        }

        /** The line that has this code first. */
        int line(String code) {
            return lines.get(Long.parseLong(code));
        }

        @Override
        public boolean has(String code) {
            long number = Long.parseLong(code);
            return lines.containsKey(number) || elsewhere.contains(number);
        }

        @Override
        public boolean lasts(String code) {
            return has(code) && !ended.contains(Long.parseLong(code));
        }

        /** Its line is wrong, so nothing can lie below it. */
        void refuse(String code) {
            DivisionRow.number(code).ifPresent(lines::remove);
        }
    }

    /** One reading that stores as it goes. */
    private static final class Run {
        private final CsvFile file;
        private final Codes codes;
        private final Import importing;
        private final Caller caller;
        private final ImportMode mode;
        private final List<Wanted> batch = new ArrayList<>(BATCH);

        Run(CsvFile file, Codes codes, Import importing, Caller caller, ImportMode mode) {
            this.file = file;
            this.codes = codes;
            this.importing = importing;
            this.caller = caller;
            this.mode = mode;
        }

        void take(Row line) {
            var row = new DivisionRow(line);
            var wrong = row.wrong(codes);
            if (wrong.isEmpty() && codes.line(row.code()) != line.line()) {
                file.wrong(
                        line.line(),
                        "duplicate",
                        "%s is in line %d already".formatted(row.code(), codes.line(row.code())));
                return;
            }
            wrong.forEach((code, message) -> file.wrong(line.line(), code, message));
            if (!wrong.isEmpty()) {
                codes.refuse(row.code());
            } else {
                batch.add(new Wanted(Kind.DIVISION, row.code(), old -> checked(row, old)));
                if (batch.size() == BATCH) {
                    flush();
                }
            }
        }

        /** A row of another's county is no harm while it changes nothing. */
        private Optional<Entry> checked(DivisionRow row, @Nullable Entry old) {
            var entry = row.entry(old);
            if ((old == null || !old.sameAs(entry)) && !caller.covers(row.code())) {
                file.wrong(row.line(), "outside-scope", row.code() + " is outside your divisions");
                return Optional.empty();
            }
            return Optional.of(entry);
        }

        void flush() {
            if (!mode.lineByLine() && file.wrong() > 0) {
                importing.checkOnly();
            }
            if (!batch.isEmpty()) {
                importing.stage(batch);
                batch.clear();
            }
        }
    }
}
