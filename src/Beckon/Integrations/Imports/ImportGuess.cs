using Beckon.Contacts.Fields;
using Beckon.Kernel;

namespace Beckon.Integrations.Imports;

/// <summary>Guesses what the columns of a file are: by what was said of a column of this heading before, by its heading, by what stands in it.</summary>
public static class ImportGuess
{
    private static readonly Dictionary<string, string> ByHeading = Read(
        (ImportTarget.Email, "email,emailaddress,mail,emailaddr,emailid,correo,correoelectronico,adresseemail,courriel,epost,емайл,почта,електроннапошта"),
        (ImportTarget.Phone, "phone,phonenumber,mobile,mobilephone,mobilenumber,cell,cellphone,tel,telephone,telefon,telefonnummer,telefono,handy,sms,телефон"),
        (ImportTarget.CustomerId, "customerid,externalid,externalcustomerid,clientid,customernumber,customerno,memberid,accountid,userid,kundennummer,kundennr,id"),
        (ImportTarget.FirstName, "firstname,first,fname,givenname,forename,vorname,prenom,nombre,имя"),
        (ImportTarget.LastName, "lastname,last,lname,surname,familyname,nachname,nom,apellido,apellidos,фамилия"),
        (ImportTarget.FullName, "name,fullname,customername,contactname"),
        (ImportTarget.Tags, "tags,tag,labels"),
        ("consent:email", "emailconsent,emailsubscribed,emailoptin,acceptsemailmarketing,acceptsmarketing,emailmarketing,emailstatus,emailmarketingconsent,newsletter"),
        ("consent:sms", "smsconsent,smssubscribed,smsoptin,acceptssmsmarketing,smsmarketing,smsmarketingconsent"),
        ("consent:push", "pushconsent,pushoptin"));

    /// <param name="headings">The first row of the file.</param>
    /// <param name="sample">Some of the rows behind it.</param>
    /// <param name="fields">The workspace's custom fields.</param>
    /// <param name="remembered">What columns were the last time, by heading; an empty text: nothing was taken of it.</param>
    public static IReadOnlyList<string?> Of(
        IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> sample, IReadOnlyCollection<ContactField> fields,
        IReadOnlyDictionary<string, string> remembered)
    {
        var guess = new string?[headings.Count];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < guess.Length; i++) Take(i, remembered.GetValueOrDefault(Plain(headings[i])));
        for (var i = 0; i < guess.Length; i++) Take(i, remembered.ContainsKey(Plain(headings[i])) ? null : Named(headings[i], fields));
        for (var i = 0; i < guess.Length; i++) Take(i, remembered.ContainsKey(Plain(headings[i])) ? null : Looks([.. sample.Select(row => Cell(row, i))]));
        return guess;

        void Take(int column, string? target)
        {
            if (guess[column] is not null || string.IsNullOrEmpty(target) || !ImportTarget.IsKnown(target, fields)) return;
            if (target == ImportTarget.Tags || taken.Add(target)) guess[column] = target;
        }

        static string Cell(IReadOnlyList<string> row, int column) => column < row.Count ? row[column].Trim() : "";
    }

    /// <summary>A heading without what people write differently: "E-Mail Address" is <c>emailaddress</c>.</summary>
    public static string Plain(string heading) => new([.. heading.ToLowerInvariant().Where(char.IsLetterOrDigit)]);

    private static string? Named(string heading, IReadOnlyCollection<ContactField> fields)
    {
        var plain = Plain(heading);
        var field = fields.FirstOrDefault(field => Plain(field.Label) == plain || Plain(field.Key) == plain);
        return field is not null ? ImportTarget.FieldPrefix + field.Key : ByHeading.GetValueOrDefault(plain);
    }

    // Most of what stands in it is plainly an address.
    private static string? Looks(List<string> cells)
    {
        var some = cells.FindAll(cell => cell.Length > 0);
        if (some.Count == 0) return null;
        if (some.Count(cell => cell.Contains('@', StringComparison.Ordinal) && EmailAddress.Normalize(cell) is not null) * 4 > some.Count * 3)
            return ImportTarget.Email;
        return some.Count(cell => cell.StartsWith('+') && PhoneNumber.Normalize(cell, "1") is not null) * 4 > some.Count * 3 ? ImportTarget.Phone : null;
    }

    private static Dictionary<string, string> Read(params (string Target, string Headings)[] known) =>
        known.SelectMany(one => one.Headings.Split(',').Select(heading => (heading, one.Target)))
            .ToDictionary(pair => pair.heading, pair => pair.Target, StringComparer.Ordinal);
}
