using System.Collections.Frozen;

namespace Beckon.Accounts;

/// <summary>
/// The countries whose law asks for a person's consent before marketing e-mail is sent. Workspaces there start with contacts
/// unsubscribed until they opt in; the owner may decide otherwise at set-up, having existing consents to bring along.
/// </summary>
public static class OptInCountries
{
    private static readonly FrozenDictionary<string, string> LawByCountry = new (string Law, string Countries)[]
    {
        // The outermost regions of France and the Åland Islands are part of the Union.
        ("Directive 2002/58/EC, article 13", """
            AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO AX GF GP MF MQ RE YT
            """),
        ("the Privacy and Electronic Communications Regulations 2003", "GB GG GI IM JE"),
        ("the Unfair Competition Act, article 3(1)(o)", "CH"),
        ("Canada's Anti-Spam Legislation (S.C. 2010, c. 23)", "CA"),
        ("the Spam Act 2003", "AU"),
        ("the Unsolicited Electronic Messages Act 2007", "NZ"),
        ("the Act on Regulation of Transmission of Specified Electronic Mail", "JP"),
        ("the Network Act, article 50", "KR"),
        ("the Measures for the Administration of Internet E-mail Services", "CN"),
        ("the Protection of Personal Information Act, section 69", "ZA"),
        ("the Communications Law, section 30A", "IL"),
        ("Law No. 6563 on electronic commerce", "TR"),
        ("the Federal Law on Advertising, article 18", "RU"),
        ("the General Data Protection Law (LGPD)", "BR"),
    }
    .SelectMany(group => group.Countries.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), (group, country) => (country, group.Law))
    .ToFrozenDictionary(pair => pair.country, pair => pair.Law, StringComparer.Ordinal);

    /// <summary>The law that asks for consent, or null where it is enough to let people unsubscribe (as in the United States).</summary>
    public static string? Law(string country) => LawByCountry.GetValueOrDefault(country);
}
