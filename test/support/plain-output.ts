// Tests compare plain text, whatever the terminal or the pipeline they run in (jest forces colours on its workers).
process.env["NO_COLOR"] = "1";
delete process.env["FORCE_COLOR"];
