"""The paths of FHIR R4 and R5 resources (and of STU3) that say what their values are.

Started from what the data types are: names, addresses, contact points, identifiers, references, dates and
attachments are the same wherever they stand, so most rules go by the last element of a path.
"""

from __future__ import annotations

from types import MappingProxyType

from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.spans import Label

ELEMENTS = MappingProxyType(
    {
        **dict.fromkeys(("family", "given", "suffix", "authorString"), Label.NAME),
        **dict.fromkeys(("line", "houseNumber", "streetName"), Label.ADDRESS),
        **dict.fromkeys(("city", "district"), Label.LOCATION),
        "postalCode": Label.ZIP,
        **dict.fromkeys(("subscriberId", "dependent", "preAuthRef", "policyNumber"), Label.HEALTH_PLAN),
        **dict.fromkeys(
            (
                *("serialNumber", "lotNumber", "carrierHRF", "deviceIdentifier", "distinctIdentifier", "udi"),
                *("humanReadableForm", "manufacturerIdentifier"),
            ),
            Label.DEVICE,
        ),
        **dict.fromkeys(("altId", "accessIdentifier"), Label.ID),
    }
)
"""Elements whose value is an identifier in any resource."""

DROPPED = MappingProxyType(
    {
        "latitude": Label.ADDRESS,
        "longitude": Label.ADDRESS,
        "altitude": Label.ADDRESS,
        "carrierAIDC": Label.DEVICE,
    }
)
"""Elements of types that have no value to stand for another: they go."""

CODES = listed(
    """
    resourceType status use system code unit profile language contentType intent priority gender type mode
    method kind versionId fhirVersion comparator currency direction severity criticality category
    clinicalStatus verificationStatus linkType outcome relation action periodUnit durationUnit dayOfWeek
    version valueCode targetProfile instantiatesCanonical implicitRules definitionCanonical questionnaire
    linkId hash state country issuer entryType jurisdiction rank userSelected sigFormat targetFormat
    compartment security publicationStatus docStatus abstract experimental base timeOfDay numeratorUnit
    subjectType searchParam valueCanonical valueOid fhirComments format ifModifiedSince ifMatch ifNoneMatch
    etag
    """
)
"""Elements of coded types: what they hold is the same for everybody."""

STRINGS = listed(
    """
    value valueString valueMarkdown answerString text display title label description comment onsetString
    abatementString performedString occurrenceString strength number
    """
)
"""Elements of type `string` and of numbers, whose year is no date by itself."""

INSTANTS = listed(
    """
    issued lastUpdated lastModified recorded timestamp indexed valueInstant effectiveInstant whenInstant
    """
)
"""Elements of type `instant`, which knows no year alone."""

INSTANTS_OF = MappingProxyType(
    {
        "DocumentReference": listed("date"),
        "Appointment": listed("start end"),
        "Slot": listed("start end"),
        "Subscription": listed("end"),
        "AppointmentResponse": listed("start end"),
        "Account": listed("calculatedAt"),
        "DeviceMetric": listed("time"),
        "DeviceComponent": listed("lastSystemChange"),
    }
)
"""Elements that are instants in these resources, and not in all."""

CANONICALS = listed(
    """
    answerValueSet baseDefinition codeMap definition definitionUri derivedFrom derivedFromUri eventUri
    filterDefinition graph implementationGuide imports inputProfile instantiates instantiatesUri library
    measure moduleUri outputProfile protocol sopClass subscriptionTopic supplements supportedProfile topic
    transform valueSet
    """
)
"""Elements that name a definition by its URL, as those do whose names end with `Canonical`."""

NAMES_OF = MappingProxyType(
    {
        **dict.fromkeys(("FamilyMemberHistory", "Account", "Person", "Patient", "RelatedPerson"), Label.NAME),
        **dict.fromkeys(("Organization", "Location", "HealthcareService"), Label.LOCATION),
    }
)
"""What `name` is, where it is text, and `alias`."""

NAMED = listed("contact author editor reviewer endorser agent")
"""Elements whose `name`, where it is text, is somebody's."""

CANONICAL = listed(
    """
    ActivityDefinition ActorDefinition CapabilityStatement ChargeItemDefinition CodeSystem
    CompartmentDefinition ConceptMap EventDefinition ExampleScenario GraphDefinition ImplementationGuide
    Library Measure MessageDefinition NamingSystem ObservationDefinition OperationDefinition PlanDefinition
    Questionnaire Requirements SearchParameter SpecimenDefinition StructureDefinition StructureMap
    SubscriptionTopic TerminologyCapabilities TestScript ValueSet
    """
)
"""Resources about nobody, whose `url` is what others name them by."""

PEOPLE = listed("Patient Practitioner PractitionerRole RelatedPerson Person")
PLACES = listed("Organization Location HealthcareService OrganizationAffiliation Endpoint")

TO_PEOPLE = listed(
    """
    subject patient performer author requester recorder asserter member individual practitioner who sender
    recipient beneficiary subscriber policyHolder generalPractitioner attester party operator collector
    informant enterer careManager resultsInterpreter interpreter dispenser actor verifier assessor target
    onBehalfOf informationSource sourceReference authorReference actorReference whoReference primaryPerformer
    primarySource participant receiver entity link payee responsible reporter evaluator orderer
    attendingPhysician agent referrer supervisor source consentor grantor consentingParty candidate
    individualReference owner provider prescriber authenticator contributor deliverFor deliverTo expressedBy
    managingEntity observer other principalInvestigator referencedItem reportedReference requestProvider
    requestor responsibleParty sourcePatientInfo submitter supplier verifiedWith verifiedBy controller manager
    grantee informationProvider requestedPerformer
    """
)
"""References to somebody, where they do not say to what they are."""

TO_PLACES = listed(
    """
    assigner location managingOrganization serviceProvider organization facility custodian partOf
    origin destination locationReference facilityReference receivedFrom participatingOrganization
    primaryOrganization performingOrganization requestingOrganization processingFacility requestedLocation
    currentLocation deliverFrom providedBy site
    """
)

IDENTIFIED = listed("requisition related traceNumber predecessor biologicalSourceEvent")
"""Elements that are identifiers, or have one under `reference`, and are not called so."""

IDENTIFIER_SYSTEMS = (
    ("ssn", Label.SSN),
    ("113883.4.1", Label.SSN),
    ("npi", Label.LICENSE),
    ("113883.4.6", Label.LICENSE),
    ("passport", Label.LICENSE),
    ("113883.4.3", Label.LICENSE),
    ("dea", Label.LICENSE),
    ("mbi", Label.HEALTH_PLAN),
    ("medicare", Label.HEALTH_PLAN),
    ("member", Label.HEALTH_PLAN),
    ("mrn", Label.MRN),
)
"""What the URI of an identifier's system has in it."""

IDENTIFIERS_OF = MappingProxyType(
    {
        "Patient": Label.MRN,
        "Person": Label.MRN,
        "Practitioner": Label.LICENSE,
        "PractitionerRole": Label.LICENSE,
        "Device": Label.DEVICE,
        "Coverage": Label.HEALTH_PLAN,
        "Account": Label.ACCOUNT,
    }
)
"""What an identifier is that does not say so itself."""

CONTACTS = MappingProxyType(
    {
        **dict.fromkeys(("phone", "pager", "sms", "other"), Label.PHONE),
        "fax": Label.FAX,
        "email": Label.EMAIL,
        "url": Label.URL,
    }
)

SAID_OF_ALL = listed(
    """
    us-core-race us-core-ethnicity us-core-birthsex us-core-sex us-core-genderIdentity
    us-core-tribal-affiliation patient-genderIdentity individual-genderIdentity individual-pronouns
    individual-recordedSexOrGender patient-religion patient-nationality patient-citizenship
    patient-importance data-absent-reason us-core-direct patient-interpreterRequired
    """
)
"""Extensions that are the same for many: they stay."""
