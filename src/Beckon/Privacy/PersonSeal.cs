using Beckon.Events.Erasing;
using Beckon.Kernel;

namespace Beckon.Privacy;

/// <summary>Keeps who is to be forgotten unreadable in the database while it is being done.</summary>
public sealed class PersonSeal(MasterKey key)
{
    public byte[] Close(ErasedPerson person) => key.Encrypt(person.ToJson());

    public ErasedPerson Open(Erasure erasure) => erasure.Person is { } person
        ? ErasedPerson.Parse(key.Decrypt(person))
        : throw new InvalidOperationException("An erasure that is done knows nobody any more.");
}
