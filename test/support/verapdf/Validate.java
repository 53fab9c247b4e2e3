import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Holds PDFs against PDF/A-3a and PDF/UA-1; prints what is violated, and ends with 1 when something is. */
public class Validate {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    var compliant = true;
    for (var file : files) for (var name : new String[] {"3a", "ua1"}) compliant &= complies(file, PDFAFlavour.fromString(name));
    System.exit(compliant ? 0 : 1);
  }

  private static boolean complies(String file, PDFAFlavour flavour) throws Exception {
    var foundry = Foundries.defaultInstance();
    try (var parser = foundry.createParser(new FileInputStream(file), flavour);
        var validator = foundry.createValidator(flavour, false)) {
      var result = validator.validate(parser);
      System.out.println(file + ": " + flavour + (result.isCompliant() ? " complies" : " is violated"));
      var said = new TreeSet<String>();
      for (var it : result.getTestAssertions())
        if (it.getStatus() == TestAssertion.Status.FAILED) said.add("  " + it.getRuleId().getClause() + " " + it.getMessage());
      said.forEach(System.out::println);
      return result.isCompliant();
    }
  }
}
